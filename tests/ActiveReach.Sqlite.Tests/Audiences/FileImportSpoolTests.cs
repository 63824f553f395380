using ActiveReach.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Imports;
using Contracts.Audiences.Imports;

namespace ActiveReach.Sqlite.Tests.Audiences;

public sealed class FileImportSpoolTests : ImportSpoolContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");

    protected override IImportSpool Spool => new FileImportSpool(Path.Combine(folder.FullName, "imports"));

    public void Dispose() => folder.Delete(recursive: true);
}
