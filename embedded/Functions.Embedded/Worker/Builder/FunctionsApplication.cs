using Functions.Embedded.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry to a function app.</summary>
public class FunctionsApplication
{
    /// <summary>
    /// A builder with configuration from appsettings*.json, <c>local.settings.json</c>, the environment and the command line
    /// (later wins), and logging to the console.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(AppBuilder.Create(args));
}
