/** Which engine this is. A new number means that the same setup may give other results than before. */
export const ENGINE_VERSION = "1";
