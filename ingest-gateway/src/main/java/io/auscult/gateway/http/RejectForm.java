package io.auscult.gateway.http;

import io.auscult.gateway.dialect.UpgradeRequest;

/** How an upgrade is refused (conformance K1). */
public enum RejectForm {
  /** In band for browsers, which cannot read an HTTP status; by HTTP for everybody else. */
  AUTO,
  HTTP,
  CLOSE;

  /** Whether this request is refused in band: accepted, told, closed. */
  boolean inBand(UpgradeRequest request) {
    String wish = request.parameter("reject").orElse("");
    if (wish.equals("http")) return false;
    if (wish.equals("close")) return true;
    return this == CLOSE || (this == AUTO && request.fromBrowser());
  }
}
