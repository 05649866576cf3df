package io.auscult.local.cluster;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Lays a job's operators into an environment; never executes it. */
@FunctionalInterface
public interface JobDefinition {
  void define(StreamExecutionEnvironment environment) throws Exception;
}
