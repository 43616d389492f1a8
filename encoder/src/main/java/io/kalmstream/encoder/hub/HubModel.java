package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A model of the Hub, as a user names it: {@code hf:org/name} or {@code hf:org/name@revision}. Both parts become paths and addresses,
 * so nothing but the Hub's own characters is let in.
 *
 * @param repo {@code org/name}, or {@code name} alone for the few that have no organisation
 * @param revision a branch, a tag or a commit
 */
public record HubModel(String repo, String revision) {
    public static final String PREFIX = "hf:";
    public static final String DEFAULT_REVISION = "main";

    private static final Pattern REPO =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,95})?");
    private static final Pattern REVISION =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final String SEPARATOR = "--";
    private static final String FOLDER_PREFIX = "models" + SEPARATOR;

    public HubModel {
        requireNonNull(repo, "repo is null");
        requireNonNull(revision, "revision is null");
        if (!REPO.matcher(repo).matches() || repo.contains(SEPARATOR) || repo.contains("..")) {
            throw new HubException(
                    HubException.Fault.REFUSED,
                    "'" + repo + "' is no name of a model on the Hub; names look like " + PREFIX + "org/name");
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..") || revision.length() > 200) {
            throw new HubException(
                    HubException.Fault.REFUSED,
                    "'" + revision + "' is no revision of " + repo + "; it is a branch, a tag or a commit");
        }
    }

    /** Whether a model's name means the Hub. */
    public static boolean names(String model) {
        return model.startsWith(PREFIX);
    }

    /** @param model {@code hf:org/name[@revision]} */
    public static HubModel parse(String model) {
        if (!names(model)) {
            throw new HubException(
                    HubException.Fault.REFUSED,
                    "'" + model + "' does not begin with " + PREFIX + ", like " + PREFIX + "org/name");
        }
        String name = model.substring(PREFIX.length());
        int at = name.indexOf('@');
        return at < 0
                ? new HubModel(name, DEFAULT_REVISION)
                : new HubModel(name.substring(0, at), name.substring(at + 1));
    }

    static boolean isCommit(String revision) {
        return COMMIT.matcher(revision).matches();
    }

    boolean isPinned() {
        return isCommit(revision);
    }

    /** Name of its folder in the cache. */
    String folder() {
        return FOLDER_PREFIX + repo.replace("/", SEPARATOR);
    }

    static boolean isFolder(String name) {
        return name.startsWith(FOLDER_PREFIX);
    }

    /** The inverse of {@link #folder}. */
    static HubModel ofFolder(String name, String revision) {
        return new HubModel(name.substring(FOLDER_PREFIX.length()).replace(SEPARATOR, "/"), revision);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return PREFIX + repo + (revision.equals(DEFAULT_REVISION) ? "" : "@" + revision);
    }
}
