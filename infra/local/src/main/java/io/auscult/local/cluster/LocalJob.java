package io.auscult.local.cluster;

/**
 * A job for the local cluster.
 *
 * @param name in the UI, and of the folder of its state: a promise
 * @param parallelism of its operators; as many slots are its own
 * @param wasTheOnlyOne whether its state may lie where the cluster had room for one job only
 * @param definition its operators
 */
public record LocalJob(
    String name, int parallelism, boolean wasTheOnlyOne, JobDefinition definition) {}
