/**
 * Hashing through the host's OpenSSL, which uses what the processor has for it.
 *
 * <p>{@link io.jdock.linux.openssl.Sha256} is the way in. This package may import JNA.
 */
@NullMarked
package io.jdock.linux.openssl;

import org.jspecify.annotations.NullMarked;
