package io.auscult.speech.store;

import static io.auscult.speech.store.PinnedFile.Form.BASE64_IN_SCRIPT;
import static io.auscult.speech.store.PinnedFile.Form.PLAIN;

import java.util.List;
import java.util.Optional;

/** The models that the store resolves, each pinned by version and by the SHA-256 of every file. */
record Catalogue(List<PinnedModel> models) {
  private static final String MOONSHINE = "@usefulsensors/moonshine-js";

  /**
   * The project's own. Hashes computed from the files that the named versions of the packages hold.
   */
  static final Catalogue PINNED =
      new Catalogue(
          List.of(
              new PinnedModel(
                  ModelStore.MOONSHINE_BASE,
                  MOONSHINE,
                  "0.1.16",
                  "MIT",
                  List.of(
                      new PinnedFile(
                          "encoder_model.onnx",
                          "dist/model/base/quantized/encoder_model.onnx",
                          PLAIN,
                          20_513_063,
                          "1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751"),
                      new PinnedFile(
                          "decoder_model_merged.onnx",
                          "dist/model/base/quantized/decoder_model_merged.onnx",
                          PLAIN,
                          42_498_870,
                          "cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3"))),
              new PinnedModel(
                  ModelStore.MOONSHINE_TINY,
                  MOONSHINE,
                  "0.1.16",
                  "MIT",
                  List.of(
                      new PinnedFile(
                          "encoder_model.onnx",
                          "dist/model/tiny/quantized/encoder_model.onnx",
                          PLAIN,
                          7_937_661,
                          "c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a"),
                      new PinnedFile(
                          "decoder_model_merged.onnx",
                          "dist/model/tiny/quantized/decoder_model_merged.onnx",
                          PLAIN,
                          20_243_286,
                          "eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367"))),
              new PinnedModel(
                  ModelStore.SILERO_VAD,
                  "@ricky0123/vad-web",
                  "0.0.31",
                  "MIT",
                  List.of(
                      new PinnedFile(
                          "silero_vad_v5.onnx",
                          "dist/silero_vad_v5.onnx",
                          PLAIN,
                          2_327_524,
                          "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f"))),
              new PinnedModel(
                  ModelStore.MOONSHINE_VOCABULARY,
                  "llama-tokenizer-js",
                  "1.2.2",
                  "MIT",
                  List.of(
                      new PinnedFile(
                          "vocabulary.txt",
                          "llama-tokenizer.js",
                          BASE64_IN_SCRIPT,
                          242_918,
                          "0f97b4337921e6e7e9b4620fc73338ee570aecd3c16038bc23870a887e995045")))));

  Catalogue {
    models = List.copyOf(models);
  }

  Optional<PinnedModel> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** All models that come in one package: what is downloaded together is kept together. */
  List<PinnedModel> inPackage(String packageSpec) {
    return models.stream().filter(model -> model.packageSpec().equals(packageSpec)).toList();
  }
}
