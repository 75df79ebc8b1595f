import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";

const busy: readonly UploadView["state"][] = ["received", "checking", "keeping"];
const pollMs = 700;

/** Returns whether the server is at work on the upload: its page asks again by itself. */
export const isBusy = ({ state }: Pick<UploadView, "state">): boolean => busy.includes(state);

export const uploadKey = (id: string) => ["upload", id] as const;

/** Asks for an upload, and again while the server is at work on it. One may leave the page and come back. */
export const useUpload = (id: string) =>
  useQuery({
    queryKey: uploadKey(id),
    queryFn: () => api.get<UploadView>(`/api/files/${id}`),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? pollMs : false),
  });

/** Does something to the upload and shows what it then is; what was listed of it is asked anew. */
export const useUploadAction = <Body = void>(id: string, send: (body: Body) => Promise<UploadView>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (view) => {
      client.setQueryData(uploadKey(id), view);
      await client.invalidateQueries({ queryKey: ["upload-part", id] });
    },
  });
};
