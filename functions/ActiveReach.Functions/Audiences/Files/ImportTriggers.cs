using System.Text.Json;
using ActiveReach.Audiences.Imports;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>What makes imports run, run on, and end when they can't.</summary>
public sealed class ImportTriggers(ImportContacts import, AcceptImport accept)
{
    [Function(nameof(ImportContacts))]
    public Task RunAsync([QueueTrigger(AcceptImport.Queue)] string message, CancellationToken cancellation)
    {
        var (workspace, id) = Read(message);
        return import.RunAsync(workspace, id, cancellation);
    }

    [Function("GiveUpImport")]
    public Task GiveUpAsync([QueueTrigger(AcceptImport.Queue + "-poison")] string message, CancellationToken cancellation)
    {
        var (workspace, id) = Read(message);
        return import.FailAsync(workspace, id, "The import stopped several times at the same place. What it had stored stays; send the file again.", cancellation);
    }

    [Function("ResumeImports")]
    public Task ResumeAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        accept.ResumeStalledAsync(TimeSpan.FromMinutes(5), cancellation);

    private static (WorkspaceId Workspace, string Import) Read(string message)
    {
        var read = JsonSerializer.Deserialize<ImportMessage>(message, Wire.Json)!;
        return (new WorkspaceId(read.Workspace), read.Import);
    }
}
