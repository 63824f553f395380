namespace Functions.Host;

/// <summary>A test on Azurite; skipped, with the reason, where it can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    /// <param name="onlyWhere">An environment variable without which it is skipped: what takes long.</param>
    public AzuriteFactAttribute(string? onlyWhere = null) =>
        Skip = Azurite.Missing ?? (onlyWhere is null || Environment.GetEnvironmentVariable(onlyWhere) is not null ? null : $"It takes minutes: set {onlyWhere}, or run ./soak workers.");
}
