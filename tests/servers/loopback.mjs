// For servers that listen on every address of the machine: they listen on loopback.
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...others) {
    return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...others);
};
