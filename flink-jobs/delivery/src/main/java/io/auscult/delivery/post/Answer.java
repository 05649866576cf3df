package io.auscult.delivery.post;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Takes a receiver's answer: its status as soon as that is there, its body to drop it. Whoever has
 * answered has answered, even if the body then is endless or does not come.
 */
final class Answer extends AbstractBinResponseConsumer<Void> {
  /** IN-48. */
  static final int LARGEST_BODY = 1 << 20;

  private static final int BUFFER = 8 << 10;

  private volatile Outcome.Answered answered;
  private long read;

  /** What was answered so far. */
  Optional<Outcome.Answered> answered() {
    return Optional.ofNullable(answered);
  }

  @Override
  protected void start(HttpResponse response, ContentType type) {
    answered = new Outcome.Answered(response.getCode(), retryAfterMs(response, Instant.now()));
  }

  @Override
  protected int capacityIncrement() {
    return BUFFER;
  }

  @Override
  protected void data(ByteBuffer body, boolean end) throws IOException {
    read += body.remaining();
    body.position(body.limit());
    // Thrown here it closes the connection, which is the point.
    if (read > LARGEST_BODY) throw new IOException("the answer is longer than anybody reads");
  }

  @Override
  protected Void buildResult() {
    return null;
  }

  @Override
  public void releaseResources() {}

  /** Seconds or a date (RFC 9110 §10.2.3), in milliseconds from now; 0 where there is neither. */
  static long retryAfterMs(HttpResponse response, Instant now) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    if (header == null || header.getValue() == null) return 0;
    String value = header.getValue().strip();
    if (value.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(value)).toMillis();
    Instant date = DateUtils.parseStandardDate(value);
    return date == null ? 0 : Math.max(0, Duration.between(now, date).toMillis());
  }
}
