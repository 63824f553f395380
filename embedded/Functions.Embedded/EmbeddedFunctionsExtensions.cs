using Microsoft.Azure.Functions.Worker.Builder;

namespace Functions.Embedded;

/// <summary>Settings of the embedded runtime that the real worker has no place for.</summary>
public static class EmbeddedFunctionsExtensions
{
    public static FunctionsApplicationBuilder UseEmbedded(this FunctionsApplicationBuilder builder, Action<EmbeddedOptions> configure)
    {
        configure(builder.Embedded);
        return builder;
    }
}
