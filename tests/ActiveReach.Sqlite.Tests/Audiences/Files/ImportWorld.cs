using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Reports;
using ActiveReach.Queues;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;
using Contracts.Audiences;

namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>A workspace into which files are dropped.</summary>
internal sealed class ImportWorld(Workspace workspace) : IDisposable
{
    private readonly TemporaryProduct product = new();

    public ImportJobs Imports => new(new SqliteDocuments(product.Database));

    public WorkspaceRegister Workspaces => product.Workspaces;

    public Sqlite.Audiences.Contacts.SqliteContactStore Contacts => product.Contacts;

    /// <summary>The whole way of a file, from the body of a request to the rows.</summary>
    public async Task<ImportJob> ImportAsync(byte[] body, ImportFile file, ImportMode mode = ImportMode.Upsert)
    {
        await Workspaces.TryAddAsync(workspace);
        var spool = new FileImportSpool(Path.Combine(product.Folder, "imports"));
        var job = await new AcceptImport(Imports, spool, new NoQueue(), SomeContact.Clock).AcceptAsync(workspace, new MemoryStream(body), file, mode, "a@example.com");
        await new ImportContacts(Imports, new SqliteImportRows(product.Database), new ImportReports(new SqliteDocuments(product.Database)), spool, Workspaces, SomeContact.Clock).RunAsync(workspace.Id, job.Id);
        return (await Imports.FindAsync(workspace.Id, job.Id))!;
    }

    public void Dispose() => product.Dispose();

    private sealed class NoQueue : IMessageQueue
    {
        public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
