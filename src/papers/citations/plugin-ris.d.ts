/** The package has no types. It is loaded for what it adds to Citation.js. */
declare module "@citation-js/plugin-ris";
