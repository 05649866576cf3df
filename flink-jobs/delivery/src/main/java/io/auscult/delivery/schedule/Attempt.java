package io.auscult.delivery.schedule;

/**
 * A try that is due.
 *
 * @param turn counts hand-overs of this session, from 1
 * @param number of the try, from 1
 * @param order the order's bytes
 */
public record Attempt(String session, int turn, int number, String receiver, byte[] order) {
  @Override
  public String toString() {
    return "Attempt[" + session + " #" + number + "]";
  }
}
