using ActiveReach.Transfer;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Workspaces.Transfer;

/// <summary><c>workspace export NAME FILE</c> and <c>workspace import FILE</c>: the way of a workspace from the stores of one installation into those of another.</summary>
public static class TransferCommand
{
    public static bool IsAskedFor(string[] args) => args is ["workspace", "export" or "import", ..];

    /// <summary>The command line without the places that it names: one such as /exports/shop.ndjson would be read as an option.</summary>
    public static string[] OptionsOf(string[] args) => args switch
    {
        ["workspace", "export", _, _, .. var options] => options,
        ["workspace", "import", _, .. var options] => options,
        _ => args,
    };

    /// <param name="output">Told how much there was.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="TransferRefusedException">It can't be done as asked.</exception>
    public static Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, CancellationToken cancellation = default) => args is ["workspace", "export", var name, var file, ..]
        ? ExportAsync(services, name, file, output, cancellation)
        : ImportAsync(services, args[2], output, cancellation);

    private static async Task<int> ExportAsync(IServiceProvider services, string name, string file, TextWriter output, CancellationToken cancellation)
    {
        if (!WorkspaceId.TryParse(name, out var workspace))
            throw new TransferRefusedException($"'{name}' is no name of a workspace: it has small letters, digits and hyphens.");

        // Beside it first: what was cut off is never taken for a whole file.
        var part = file + ".part";
        TransferCounts written;
        await using (var stream = File.Create(part))
            written = await services.GetRequiredService<ExportWorkspace>().RunAsync(workspace, stream, cancellation);
        File.Move(part, file, overwrite: true);
        await output.WriteLineAsync($"Exported '{workspace}' to {file}: {written}.");
        return 0;
    }

    private static async Task<int> ImportAsync(IServiceProvider services, string file, TextWriter output, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new TransferRefusedException($"There is no file '{file}'.");
        var (there, added) = await services.GetRequiredService<ImportWorkspace>().RunAsync(new TransferFile(file, () => File.OpenRead(file)), cancellation);
        await output.WriteLineAsync($"Imported {file}: {there}.");
        await output.WriteLineAsync($"New of these: {added}.");
        return 0;
    }
}
