import { expect, test } from 'vitest'
import { defaultDataFolder } from '../../src/main/places.ts'

test('the data folder follows the custom of each system, and CARREL_DATA before all', () => {
  expect([
    defaultDataFolder('linux', {}, '/home/ada'),
    defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/ada'),
    defaultDataFolder('darwin', {}, '/Users/ada'),
    defaultDataFolder('linux', { CARREL_DATA: '/mine', XDG_DATA_HOME: '/data' }, '/home/ada'),
  ]).toEqual([
    '/home/ada/.local/share/carrel',
    '/data/carrel',
    '/Users/ada/Library/Application Support/Carrel',
    '/mine',
  ])
})
