/** Certificates and keys: from files to what the JDK's TLS wants. Not exported. */
package dev.dunlin.http.tls;
