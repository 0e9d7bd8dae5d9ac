/** The encrypting driver has better-sqlite3's API; its own type file can't be found through its package.json. */
declare module 'better-sqlite3-multiple-ciphers' {
  export { default } from 'better-sqlite3'
}
