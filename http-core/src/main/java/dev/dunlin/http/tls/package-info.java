/** Certificates and keys: from files to what the JDK's TLS wants. Not exported. */
@NullMarked
package dev.dunlin.http.tls;

import org.jspecify.annotations.NullMarked;
