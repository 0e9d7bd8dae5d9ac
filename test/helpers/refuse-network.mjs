// Preloaded with `node --import` into every process of a run: refuses and writes down what would leave this machine.
import { appendFileSync } from 'node:fs'
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'
import { syncBuiltinESMExports } from 'node:module'

const log = process.env.CARREL_NETWORK_LOG
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1|0:0:0:0:0:0:0:1)$/

function refuse(what) {
  appendFileSync(log, `${what}\n`)
  throw new Error(`The test allows no network: ${what}`)
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  const isLocal =
    typeof options === 'object' ? options.path !== undefined : typeof options === 'string'
  const host = (typeof options === 'object' ? options.host : args[1]) ?? 'localhost'
  if (!isLocal && !loopback.test(host)) refuse(`connect ${host}`)
  return connect.apply(this, args)
}

for (const target of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse']) {
    const original = target[name]
    target[name] = function (host, ...rest) {
      if (!loopback.test(host)) refuse(`${name} ${host}`)
      return original.call(this, host, ...rest)
    }
  }

const { send } = dgram.Socket.prototype
dgram.Socket.prototype.send = function (...args) {
  const address = args.find((arg) => typeof arg === 'string' && arg !== args[0]) ?? 'localhost'
  if (!loopback.test(address)) refuse(`send ${address}`)
  return send.apply(this, args)
}

const { fetch } = globalThis
globalThis.fetch = async (input, init) => {
  const { hostname, protocol } = new URL(input instanceof Request ? input.url : input)
  if (protocol.startsWith('http') && !loopback.test(hostname)) refuse(`fetch ${hostname}`)
  return fetch(input, init)
}

syncBuiltinESMExports()
appendFileSync(log, 'watching\n')
