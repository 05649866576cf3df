package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.auscult.speech.onnx.OnnxScope;

/** From frames and the tokens so far to the scores of the next; for many threads at once. */
interface Decoder extends AutoCloseable {
  /** A text over {@code frames}; its tensors belong to {@code scope}. */
  TokenDecoder over(OnnxScope scope, OnnxTensor frames) throws OrtException;

  @Override
  void close() throws OrtException;
}
