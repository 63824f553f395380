using ActiveReach.Media;
using ActiveReach.Sqlite.Media;
using Contracts.Media;

namespace ActiveReach.Sqlite.Tests.Media;

public sealed class FileMediaFilesTests : MediaFilesContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activereach-");

    protected override IMediaFiles Files => new FileMediaFiles(Path.Combine(folder.FullName, "media"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_a_process_left_that_died_while_it_wrote_is_read_by_nobody_and_goes_with_the_file()
    {
        await Files.WriteAsync("whole", new MemoryStream([1]), _ => { });
        var left = Path.Combine(folder.FullName, "media", "half.part");
        await File.WriteAllBytesAsync(left, [1, 2, 3]);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Files.OpenReadAsync("half"));

        await Files.DeleteAsync("half");
        Assert.False(File.Exists(left));
    }
}
