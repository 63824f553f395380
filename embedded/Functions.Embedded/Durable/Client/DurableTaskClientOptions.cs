using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>How a client writes what it sends.</summary>
public class DurableTaskClientOptions
{
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Default <see cref="JsonDataConverter.Default"/>.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>Kept for the surface; there are no entities here.</summary>
    public bool EnableEntitySupport { get; set; }
}

/// <summary>Gives clients by name.</summary>
public interface IDurableTaskClientProvider
{
    DurableTaskClient GetClient(string? name = null);
}
