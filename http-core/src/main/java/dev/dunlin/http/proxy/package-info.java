/**
 * The PROXY protocol: how a proxy that passes bytes on, and does not look into them, tells whose they are. See
 * <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">haproxy's specification</a>. Not exported.
 */
package dev.dunlin.http.proxy;
