package io.auscult.gateway.dialect;

/**
 * A refusal in a vendor's words, for both ways of saying it (conformance K1).
 *
 * @param status HTTP status, where nothing was upgraded
 * @param body JSON: the HTTP body, and in band the one text frame before the Close
 * @param closeCode in band
 * @param closeReason in band, at most {@link CloseReason#MAX_BYTES} bytes
 */
public record Rejection(int status, String body, int closeCode, String closeReason) {}
