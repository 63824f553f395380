namespace ActiveReach.Providers.Vaults;

/// <summary>Where secrets lie that others keep and change.</summary>
public interface ISecretVault
{
    /// <summary>What the vault says now. It throws for a caller who gives up alone.</summary>
    Task<VaultAnswer> ReadAsync(VaultReference reference, CancellationToken cancellation);
}

/// <summary>A vault's answer.</summary>
/// <param name="Value">Null where there is none.</param>
/// <param name="Version">Another one for every other value; empty without one.</param>
/// <param name="Message">What is wrong and what to do, without a word of a secret; empty where nothing is.</param>
/// <param name="IsDenied">Whether the vault knows that there is nothing for us. Else it may be there again in a moment.</param>
public sealed record VaultAnswer(string? Value, string Version, string Message = "", bool IsDenied = false)
{
    public static VaultAnswer Denied(string message) => new(null, "", message, IsDenied: true);

    public static VaultAnswer Away(string message) => new(null, "", message);

    /// <summary>A secret is for nobody's log.</summary>
    public override string ToString() => Value is null ? Message : $"version {Version}";
}
