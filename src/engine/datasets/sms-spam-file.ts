/** What public/data/sms-spam/0.bin holds, and its SHA-256. Written by scripts/data/sms-spam.mjs; do not edit by hand. */
export const SMS_SPAM_FILE = { sum: "0cf85140f14feabc66c70f2c75f4bdc2ee5852567b419adce4ad6cf005b31beb", messages: 4757, words: 2962 } as const;
