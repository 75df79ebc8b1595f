/** Stands for no answer in a column of numbers: below every date and every number kept. */
export const none = -2_147_483_648;
export const largest = 2_147_483_647;
