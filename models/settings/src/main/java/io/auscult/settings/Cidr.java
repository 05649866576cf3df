package io.auscult.settings;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of IPv4 or IPv6 addresses, as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public final class Cidr implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final byte[] network;
  private final int prefix;

  private Cidr(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * The block in a text; an address without a prefix is a block of one. Never looks a name up.
   *
   * @throws IllegalArgumentException whose message says what is wrong
   */
  public static Cidr of(String text) {
    String stripped = text.strip();
    int slash = stripped.indexOf('/');
    byte[] address = literal(slash < 0 ? stripped : stripped.substring(0, slash));
    int bits = 8 * address.length;
    int prefix = slash < 0 ? bits : prefix(stripped.substring(slash + 1), bits);
    byte[] network = masked(address, prefix);
    // Whoever writes 10.0.0.5/8 means one of two things, and the wider one would be the wrong one.
    if (!Arrays.equals(network, address)) {
      throw new IllegalArgumentException("has address bits behind its prefix");
    }
    return new Cidr(network, prefix);
  }

  /** Whether the address lies in this block; never for the other family. */
  public boolean contains(InetAddress address) {
    byte[] raw = address.getAddress();
    return raw.length == network.length && Arrays.equals(masked(raw, prefix), network);
  }

  private static byte[] literal(String text) {
    if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
      throw new IllegalArgumentException("is no block of addresses such as 10.0.0.0/8");
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("is no block of addresses such as 10.0.0.0/8", e);
    }
  }

  private static int prefix(String text, int bits) {
    if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= bits) return Integer.parseInt(text);
    throw new IllegalArgumentException("has a prefix that is no number from 0 to " + bits);
  }

  private static byte[] masked(byte[] address, int prefix) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.max(0, Math.min(8, prefix - 8 * i));
      masked[i] = (byte) (address[i] & (0xFF << (8 - kept)));
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that
        && that.prefix == prefix
        && Arrays.equals(that.network, network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a block of " + network.length + " bytes", e);
    }
  }
}
