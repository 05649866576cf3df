package io.auscult.speech.onnx;

/** A model is not built the way that a rewriting of it expects. */
public final class UnsupportedGraph extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is missing or different. */
  public UnsupportedGraph(String message) {
    super(message);
  }
}
