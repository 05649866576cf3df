package io.auscult.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTargetsTest {
  private static final CallbackTargets STRICT = CallbackTargets.allowing(List.of());

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "127.255.255.254, loopback",
    "::1, loopback",
    "169.254.169.254, link-local",
    "fe80::1, link-local",
    "febf::1, link-local",
    "10.0.0.1, private",
    "172.16.0.1, private",
    "172.31.255.255, private",
    "192.168.1.1, private",
    "fd00:ec2::254, private",
    "fec0::1, private",
    "100.64.0.1, carrier-grade NAT",
    "100.127.255.255, carrier-grade NAT",
    "224.0.0.1, multicast",
    "ff02::1, multicast",
    "255.255.255.255, broadcast",
    "240.0.0.1, reserved",
    "0.0.0.0, unspecified",
    "::, unspecified",
    "::127.0.0.1, unspecified",
    "192.0.0.192, reserved",
    "198.19.0.1, benchmarking",
    "192.0.2.7, documentation",
    "2001:db8::7, documentation",
    "2001:0:53aa::1, reserved",
    "168.63.129.16, cloud metadata",
    "::ffff:10.0.0.1, private",
    "64:ff9b::a9fe:a9fe, link-local",
    "64:ff9b:1::1, private",
    "2002:7f00:1::1, loopback",
  })
  void IN_48_addressesThatAreNobodysOnThePublicInternetAreRefused(String address, String why)
      throws Exception {
    assertThat(STRICT.refuses(InetAddress.getByName(address), "https"))
        .contains("the address is " + why);
  }

  @Test
  void IN_48_anIpv4AddressMappedIntoIpv6IsStillThatAddress() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xFF;
    mapped[12] = 127;
    mapped[15] = 1;
    Inet6Address six = Inet6Address.getByAddress(null, mapped, -1);
    assertThat(six).isNotNull();
    assertThat(STRICT.refuses(six, "https")).contains("the address is loopback");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void IN_48_publicAddressesAreTakenByHttpsOnly(String address) throws Exception {
    InetAddress one = InetAddress.getByName(address);
    assertThat(STRICT.refuses(one, "https")).isEmpty();
    assertThat(STRICT.refuses(one, "http")).contains("the scheme is not https");
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest/meta-data, the address is link-local",
    "https://[::1]:8443/, the address is loopback",
    "https://[::ffff:127.0.0.1]/, the address is loopback",
    "http://example.org/, the scheme is not https",
    "ftp://example.org/, the scheme is not https",
    "notaurl, the scheme is not https",
    "https:opaque, there is no host",
    "https:///path, there is no host",
    "https://2130706433/, the host is a number",
    "https://0x7f.1/, there is no host",
    "https://user:word@example.org/, there is user information",
    "https://example.org:0/, the port is impossible",
    "https://example.org:65536/, the port is impossible",
  })
  void IN_48_whatCannotBeATargetSaysWhyWithoutRepeatingIt(String url, String why) {
    assertThat(STRICT.refuses(URI.create(url))).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.mydomain.com",
        "HTTPS://Example.org:8443/a?b=c",
        "https://8.8.8.8/",
        "https://localhost/"
      })
  void IN_48_aUrlWhoseHostIsYetToBeLookedUpMayBeATarget(String url) {
    assertThat(STRICT.refuses(URI.create(url))).isEmpty();
  }

  @Test
  void IN_48_anOperatorsBlockPermitsPrivateAddressesAndPlainHttp() throws Exception {
    CallbackTargets own =
        CallbackTargets.allowing(List.of(Cidr.of("10.1.0.0/16"), Cidr.of("fd00::/8")));
    assertThat(own.refuses(URI.create("http://10.1.2.3:8080/hook"))).isEmpty();
    assertThat(own.refuses(URI.create("http://[fd12::1]/hook"))).isEmpty();
    assertThat(own.refuses(URI.create("http://receiver.clinic/hook"))).isEmpty();
    assertThat(own.refuses(URI.create("http://10.2.0.1/"))).contains("the address is private");
    assertThat(own.refuses(InetAddress.getByName("8.8.8.8"), "http"))
        .contains("the scheme is not https");
  }

  @Test
  void IN_48_aHostIsATargetWhenOneOfItsAddressesIs() {
    URI url = URI.create("https://receiver.example/");
    assertThat(STRICT.refuses(url, addresses("10.0.0.1", "8.8.8.8"))).isEmpty();
    assertThat(STRICT.refuses(url, addresses("10.0.0.1", "::1")))
        .contains("the address is private");
    assertThat(STRICT.refuses(url, List.of())).isEmpty();
  }

  private static List<InetAddress> addresses(String... texts) {
    List<InetAddress> all = new ArrayList<>();
    Arrays.stream(texts).forEach(text -> all.add(address(text)));
    return all;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
