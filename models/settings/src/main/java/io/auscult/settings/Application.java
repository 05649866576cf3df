package io.auscult.settings;

import java.io.Serializable;
import java.util.List;

/**
 * An Invox application from {@code auscult.yaml}.
 *
 * @param sessionLimit concurrent sessions of the application
 * @param organization tenant of its sessions; empty: none
 */
public record Application(
    String appId,
    String apiKey,
    String appSecret,
    List<String> permissions,
    int sessionLimit,
    String organization)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Secrets that begin so are keys of Standard Webhooks: what follows is base64. */
  public static final String WEBHOOK_KEY_PREFIX = "whsec_";

  /** Sessions that an application may have at once where the file names no number. */
  public static final int DEFAULT_SESSION_LIMIT = 200;

  @Override
  public String toString() {
    return "Application[" + appId + "]";
  }
}
