/** Style sheets are imported for the bundler's sake: it writes them beside the script. */
declare module '*.css';
