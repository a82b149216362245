package io.jdock.supervisor.registry;

/**
 * What a token is to permit.
 *
 * @param repository path on the registry
 * @param actions in the words of registries, separated by commas
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Token scope</a>
 */
record Scope(String repository, String actions) {

    static Scope pull(String repository) {
        return new Scope(repository, "pull");
    }

    static Scope push(String repository) {
        return new Scope(repository, "pull,push");
    }

    boolean isPull() {
        return actions.equals("pull");
    }

    @Override
    public String toString() {
        return "repository:" + repository + ":" + actions;
    }
}
