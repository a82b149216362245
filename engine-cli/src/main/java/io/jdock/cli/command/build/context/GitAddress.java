package io.jdock.cli.command.build.context;

/**
 * A repository, and what of it is meant: {@code https://host/path.git#ref:directory}.
 *
 * @param remote from where it is cloned
 * @param ref a branch, tag or commit; empty for what the repository takes for its main branch
 * @param directory within the repository; empty for all of it
 */
record GitAddress(String remote, String ref, String directory) {

    private static final String SSH_USER = "git@";

    /** Whether a word names a repository. */
    static boolean isOne(String word) {
        String address = withoutFragment(word);
        boolean http = address.startsWith("http://") || address.startsWith("https://");
        return http && address.endsWith(".git")
                || address.startsWith("git://")
                || address.startsWith("ssh://")
                || address.startsWith("github.com/")
                || address.startsWith(SSH_USER);
    }

    /**
     * Cuts the word.
     *
     * @throws io.jdock.cli.command.CommandException when a part of it could be taken for an option of a program
     */
    static GitAddress parse(String word) {
        String address = withoutFragment(word);
        String fragment = address.length() == word.length() ? "" : word.substring(address.length() + 1);
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        if (ref.startsWith("-")) {
            throw ContextSource.unprepared("invalid refspec: " + ref);
        }
        boolean complete = address.contains("://") || address.startsWith(SSH_USER);
        String remote = complete ? address : "https://" + address;
        if (hostOf(remote).startsWith("-")) {
            throw ContextSource.unprepared("invalid host: " + hostOf(remote));
        }
        return new GitAddress(remote, ref, colon < 0 ? "" : fragment.substring(colon + 1));
    }

    private static String hostOf(String remote) {
        int scheme = remote.indexOf("://");
        String rest = scheme < 0 ? remote : remote.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String withoutFragment(String word) {
        int hash = word.indexOf('#');
        return hash < 0 ? word : word.substring(0, hash);
    }
}
