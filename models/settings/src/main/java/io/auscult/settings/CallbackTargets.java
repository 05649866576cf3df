package io.auscult.settings;

import java.io.Serializable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where results may be sent (IN-48): to public addresses by https, and to whatever the operator
 * lists. Every refusal is a short fixed text without anything of the URL in it, so that it may be
 * logged, counted and told.
 *
 * <p>A host name proves nothing: whoever connects resolves it once, asks {@link
 * #refuses(InetAddress, String)} of each address and connects to no other.
 */
public final class CallbackTargets implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** A last label that resolvers of C read as an address: 0x7f.1, 2130706433. */
  private static final Pattern NUMBER = Pattern.compile("(^|\\.)(\\d+|0[xX][0-9a-fA-F]*)\\.?$");

  /** Blocks with one name; the name is what a refusal says. */
  private record Group(String name, List<Cidr> blocks) {
    static Group of(String name, String... blocks) {
      return new Group(name, Arrays.stream(blocks).map(Cidr::of).toList());
    }
  }

  /**
   * Addresses that are nobody's on the public internet (IANA's special-purpose registries), and the
   * one public address that a cloud answers its own machines from. The first group counts.
   */
  private static final List<Group> NEVER =
      List.of(
          Group.of("loopback", "127.0.0.0/8", "::1"),
          Group.of("link-local", "169.254.0.0/16", "fe80::/10"),
          Group.of("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
          Group.of("private", "fc00::/7", "fec0::/10", "64:ff9b:1::/48"),
          Group.of("carrier-grade NAT", "100.64.0.0/10"),
          Group.of("multicast", "224.0.0.0/4", "ff00::/8"),
          Group.of("broadcast", "255.255.255.255"),
          Group.of("documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
          Group.of("documentation", "2001:db8::/32", "3fff::/20"),
          Group.of("benchmarking", "198.18.0.0/15"),
          Group.of("cloud metadata", "168.63.129.16"),
          Group.of("unspecified", "0.0.0.0/8", "::/96"),
          Group.of("reserved", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"),
          Group.of("reserved", "2001::/23", "100::/64", "5f00::/16"));

  private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");

  private final List<Cidr> allowed;

  private CallbackTargets(List<Cidr> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /**
   * @param blocks whose addresses are permitted although private, and by plain http
   */
  public static CallbackTargets allowing(List<Cidr> blocks) {
    return new CallbackTargets(blocks);
  }

  /**
   * Why a URL cannot be a target, as far as that shows without looking its host up; empty where it
   * may be one.
   */
  public Optional<String> refuses(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http");
    if (!http && !scheme.equals("https")) return Optional.of("the scheme is not https");
    if (url.getRawUserInfo() != null) return Optional.of("there is user information");
    if (url.getHost() == null || url.getHost().isEmpty()) return Optional.of("there is no host");
    if (url.getPort() == 0 || url.getPort() > 65_535) return Optional.of("the port is impossible");
    if (!isLiteral(url.getHost())) {
      if (NUMBER.matcher(url.getHost()).find()) return Optional.of("the host is a number");
      // By plain http only into the operator's blocks, which the address will have to show.
      return http && allowed.isEmpty() ? Optional.of("the scheme is not https") : Optional.empty();
    }
    try {
      return refuses(InetAddress.getByName(url.getHost()), scheme);
    } catch (UnknownHostException e) {
      return Optional.of("the address is none");
    }
  }

  /**
   * Why a URL cannot be a target whose host has these addresses: for its form, or because none of
   * them may be connected to.
   *
   * @param resolved all addresses of its host; where there are none now, nothing is refused for it
   */
  public Optional<String> refuses(URI url, List<InetAddress> resolved) {
    Optional<String> form = refuses(url);
    if (form.isPresent() || resolved.isEmpty()) return form;
    List<Optional<String>> each =
        resolved.stream().map(address -> refuses(address, url.getScheme())).toList();
    return each.contains(Optional.<String>empty()) ? Optional.empty() : each.get(0);
  }

  /** Why nobody may connect to this address by this scheme; empty where one may. */
  public Optional<String> refuses(InetAddress address, String scheme) {
    InetAddress inner = inner(address);
    for (Cidr block : allowed) {
      if (block.contains(address) || block.contains(inner)) return Optional.empty();
    }
    for (Group group : NEVER) {
      for (Cidr block : group.blocks()) {
        if (block.contains(inner)) return Optional.of("the address is " + group.name());
      }
    }
    if (!scheme.equalsIgnoreCase("https")) return Optional.of("the scheme is not https");
    return Optional.empty();
  }

  /** The IPv4 address that a translator or tunnel would connect to; else the address itself. */
  private static InetAddress inner(InetAddress address) {
    if (address instanceof Inet4Address) return address;
    byte[] raw = address.getAddress();
    if (mapped(raw)) return ipv4(raw, 12);
    if (NAT64.contains(address)) return ipv4(raw, 12);
    if (SIX_TO_FOUR.contains(address)) return ipv4(raw, 2);
    return address;
  }

  /** ::ffff:0:0/96, which cannot be written as a block: Java reads it as IPv4. */
  private static boolean mapped(byte[] raw) {
    for (int i = 0; i < 10; i++) if (raw[i] != 0) return false;
    return raw[10] == (byte) 0xFF && raw[11] == (byte) 0xFF;
  }

  private static InetAddress ipv4(byte[] raw, int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(raw, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || DOTTED.matcher(host).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallbackTargets that && that.allowed.equals(allowed);
  }

  @Override
  public int hashCode() {
    return allowed.hashCode();
  }

  @Override
  public String toString() {
    return "CallbackTargets" + allowed;
  }
}
