package io.auscult.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static final URI GATEWAY = URI.create("https://h:1/");

  @Test
  void aGatewaysAddressBecomesTheEndpointOfTheDialect() {
    assertThat(endpoint(new MediSyncDialect())).isEqualTo("wss://h:1/ws/transcribe");
    assertThat(endpoint(ScribeDialect.server())).isEqualTo("wss://h:1/v1/scribe/server");
    assertThat(endpoint(ScribeDialect.user())).isEqualTo("wss://h:1/v1/scribe/user");
    assertThat(endpoint(new SahlDialect())).isEqualTo("wss://h:1/ws/summary");
    assertThat(endpoint(new InvoxDialect(URI.create("https://c/?a=b"))))
        .isEqualTo("wss://h:1/?callbackUrl=https%3A%2F%2Fc%2F%3Fa%3Db&accessToken=t0ken");
  }

  @Test
  void aPathThatIsGivenStays() {
    assertThat(Endpoint.socket(URI.create("ws://h:1/other?a=b"), "/ws/transcribe").toString())
        .isEqualTo("ws://h:1/other?a=b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.socket(URI.create("ftp://h"), "/"));
  }

  @Test
  void aSessionIsReadBesideItsSocket() {
    assertThat(Endpoint.session(URI.create("wss://h:1/ws/summary?a=b"), "s-1").toString())
        .isEqualTo("https://h:1/v1/sessions/s-1");
  }

  private static String endpoint(ClientDialect dialect) {
    return dialect.upgrade(GATEWAY, "t0ken").endpoint().toString();
  }
}
