package io.auscult.settings;

/**
 * Every setting there is: environment variable {@code AUSCULT_<NAME>}, and a key of {@code
 * auscult.yaml} under the same name or in its short form ({@code silence_warning}). What each means
 * stands in {@code docs/operating.md}.
 */
public enum Setting {
  CONFIG(Kind.TEXT, null),
  DATA(Kind.TEXT, ".auscult"),
  PORT(Kind.PORT, "8000"),
  KAFKA_PORT(Kind.PORT, "9092"),
  FLINK_PORT(Kind.PORT, "8081"),
  METRICS_PORT(Kind.PORT, null),
  KAFKA(Kind.TEXT, null),
  MODELS(Kind.TEXT, null),
  RECOGNISER(Kind.TEXT, "base"),
  DEVICE(Kind.DEVICE, "cpu"),
  SPEAKERS(Kind.SWITCH, "on"),
  SPEAKER_ENCODER(Kind.TEXT, null),
  JWT_HS256_SECRET(Kind.SIGNING_SECRET, null),
  JWT_KEYS(Kind.TEXT, null),
  JWT_ISSUER(Kind.TEXT, null),
  JWT_AUDIENCE(Kind.TEXT, null),
  ADMIN_TOKEN(Kind.SECRET, null),
  SILENCE_WARNING(Kind.DURATION, "10s"),
  DURATION_LIMIT(Kind.DURATION, "1h"),
  IDLE_TIMEOUT(Kind.DURATION, "120s"),
  SESSION_LIMIT(Kind.COUNT, "20"),
  RATE_LIMIT(Kind.COUNT, null),
  ADMISSION(Kind.SWITCH, "on"),
  LAG_LIMIT(Kind.DURATION, "2s"),
  RESUME_WINDOW(Kind.DURATION_OR_NONE, "120s"),
  PAUSE_LIMIT(Kind.DURATION, "60m"),
  MAX_SESSION(Kind.DURATION, "4h"),
  CALLBACK_ALLOW(Kind.CIDR_LIST, null),
  VOCABULARY(Kind.TEXT, null),
  LLM_URL(Kind.TEXT, null),
  LLM_MODEL(Kind.TEXT, null),
  LLM_KEY(Kind.SECRET, null);

  private final Kind kind;
  private final String fallback;

  Setting(Kind kind, String fallback) {
    this.kind = kind;
    this.fallback = fallback;
  }

  /** The environment variable. */
  public String variable() {
    return "AUSCULT_" + name();
  }

  /** Whether its value must not be shown to anybody. */
  public boolean secret() {
    return kind == Kind.SECRET || kind == Kind.SIGNING_SECRET;
  }

  Kind kind() {
    return kind;
  }

  /** Null: no default. */
  String fallback() {
    return fallback;
  }
}
