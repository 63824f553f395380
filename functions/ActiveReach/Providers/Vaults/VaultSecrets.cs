using System.Collections.Concurrent;
using ActiveReach.Workspaces;

namespace ActiveReach.Providers.Vaults;

/// <summary>Secrets of vaults, as they were read last. They are in memory alone.</summary>
public sealed class VaultSecrets(ISecretVault vault, VaultOptions options, TimeProvider clock)
{
    /// <summary>For how long a value counts as the newest where messages go out: a new one is taken up within this time.</summary>
    public static readonly TimeSpan ForSending = TimeSpan.FromMinutes(5);

    /// <summary>The same where callbacks come in, which nobody repeats who was refused.</summary>
    public static readonly TimeSpan ForCallbacks = TimeSpan.FromSeconds(30);

    /// <summary>A vault that was away is asked again after this time.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <summary>For how long a value is good while its vault is away.</summary>
    private static readonly TimeSpan WithoutVault = TimeSpan.FromDays(1);

    /// <summary>For how long callbacks may carry the value before: it takes a while until the vendor is told the new one.</summary>
    private static readonly TimeSpan BothCount = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<VaultReference, Kept> kept = new();

    /// <summary>What a reference leads to, for a workspace that may name it.</summary>
    /// <param name="youngerThan">How old a value may be; zero asks the vault.</param>
    internal async Task<ReadSecret> ReadAsync(WorkspaceId workspace, string text, TimeSpan youngerThan, CancellationToken cancellation = default)
    {
        if (VaultReference.Read(text, options.Domain) is not { } reference)
            return new ReadSecret(VaultAnswer.Denied($"it is a reference to a Key Vault that can't be read: write @Microsoft.KeyVault(SecretUri=https://NAME.{options.Domain}/secrets/SECRET) or @Microsoft.KeyVault(VaultName=NAME;SecretName=SECRET)"), Code: "invalid_value");
        if (!options.Allows(workspace, reference))
        {
            return new ReadSecret(
                VaultAnswer.Denied($"it names the secret '{reference.Secret}' of the Key Vault '{reference.Vault}', which this workspace may not name: whoever runs the app can allow it (ActiveReach__KeyVault__Allowed: {workspace}={reference.Vault}/{reference.Secret}), or write the secret itself"),
                Code: "not_allowed");
        }

        var read = await kept.GetOrAdd(reference, _ => new Kept()).ReadAsync(youngerThan, () => vault.ReadAsync(reference, CancellationToken.None), clock).WaitAsync(cancellation);

        // Names that somebody tries out are not remembered.
        if (read.Answer.IsDenied && youngerThan == TimeSpan.Zero)
            kept.TryRemove(reference, out _);
        return read;
    }

    /// <summary>What is known of one secret; whoever wants it anew waits for the same answer.</summary>
    private sealed class Kept
    {
        private readonly Lock change = new();
        private Task<ReadSecret>? reading;
        private ReadSecret? known;
        private DateTimeOffset readAt = DateTimeOffset.MinValue;
        private ReadSecret? refused;
        private DateTimeOffset refusedAt = DateTimeOffset.MinValue;

        public Task<ReadSecret> ReadAsync(TimeSpan youngerThan, Func<Task<VaultAnswer>> ask, TimeProvider clock)
        {
            lock (change)
            {
                var now = clock.GetUtcNow();
                if (known is not null && now - readAt < youngerThan)
                    return Task.FromResult(known);
                if (refused is not null && youngerThan > TimeSpan.Zero && now - refusedAt < Again)
                    return Task.FromResult(GoodAt(now) ?? refused);
                var answer = reading is { IsCompleted: false } ? reading : reading = AskAsync(ask, clock);
                return youngerThan > TimeSpan.Zero ? WithKnownAsync(answer, clock) : answer;
            }
        }

        /// <summary>The value that is good although its vault is away; null where there is none.</summary>
        private ReadSecret? GoodAt(DateTimeOffset now) => known is not null && now - readAt < WithoutVault ? known : null;

        private async Task<ReadSecret> WithKnownAsync(Task<ReadSecret> reading, TimeProvider clock)
        {
            var answer = await reading;
            lock (change)
                return answer.Value is null ? GoodAt(clock.GetUtcNow()) ?? answer : answer;
        }

        private async Task<ReadSecret> AskAsync(Func<Task<VaultAnswer>> ask, TimeProvider clock)
        {
            // The lock is left first: an answer may be there at once.
            await Task.Yield();
            var answer = await ask();
            lock (change)
            {
                var now = clock.GetUtcNow();
                if (answer.Value is not null)
                {
                    var former = known is null || known.Answer.Version == answer.Version ? known?.Former : new FormerSecret(known.Value!, now + BothCount);
                    (known, readAt, refused) = (new ReadSecret(answer) { Former = former }, now, null);
                    return known;
                }

                // Who is sent away has nothing any more; who hears nothing goes on with what was good.
                if (answer.IsDenied)
                    known = null;
                (refused, refusedAt) = (new ReadSecret(answer, answer.IsDenied ? "vault_refused" : "vault_unavailable"), now);
                return refused;
            }
        }
    }
}

/// <summary>A secret as it is known, or why it isn't.</summary>
/// <param name="Code">Why not, for machines; null with a value.</param>
internal sealed record ReadSecret(VaultAnswer Answer, string? Code = null)
{
    public string? Value => Answer.Value;

    /// <summary>The value before it, since this process has known the secret; callbacks may still carry it.</summary>
    public FormerSecret? Former { get; init; }
}

/// <param name="Until">When it counts no more.</param>
internal sealed record FormerSecret(string Value, DateTimeOffset Until)
{
    /// <summary>A secret is for nobody's log.</summary>
    public override string ToString() => $"until {Until:O}";
}
