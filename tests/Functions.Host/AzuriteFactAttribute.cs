namespace Functions.Host;

/// <summary>A test on Azurite; skipped, with the reason, where it can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.Missing;
}
