using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Start;

/// <summary>The app as it is started by hand.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("activereach-");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData("dmeo", "'dmeo'", "demo")]
    [InlineData("demo extra", "'extra'", "--help")]
    [InlineData("serve", "'serve'", "--help")]
    [InlineData("-p 7071", "'-p'", "--help")]
    [InlineData("--prot 7071", "'--prot'", "--port")]
    [InlineData("--dta x", "'--dta'", "--data")]
    [InlineData("demo --contact 5", "'--contact'", "--contacts")]
    [InlineData("--timelapse", "'--timelapse'", "--time-lapse")]
    [InlineData("--Sandbox:ClickRat 1", "'--Sandbox:ClickRat'", "--Sandbox:ClickRate")]
    [InlineData("--ActiveReach:Delivery:Lese 00:00:30", "'--ActiveReach:Delivery:Lese'", "--ActiveReach:Delivery:Lease")]
    [InlineData("--Nothing:Known 1", "'--Nothing:Known'", "--help")]
    [InlineData("--port", "--port", "65535")]
    [InlineData("--port http", "'http'", "65535")]
    [InlineData("--port 70000", "'70000'", "65535")]
    [InlineData("--port=-1", "'-1'", "65535")]
    [InlineData("--port 1 --port 2", "--port", "once")]
    [InlineData("--urls localhost:7071", "'localhost:7071'", "http://")]
    [InlineData("--data", "--data", "directory")]
    [InlineData("demo --contacts 0", "'0'", "10000000")]
    [InlineData("demo --contacts many", "'many'", "10000000")]
    [InlineData("demo --seed 1.5", "'1.5'", "whole number")]
    [InlineData("--contacts 5", "--contacts", "demo")]
    [InlineData("--admin a@shop.example", "--admin", "workspace create")]
    [InlineData("--time-lapse=maybe", "'maybe'", "true or false")]
    [InlineData("workspace", "workspace", "workspace create NAME --admin EMAIL")]
    [InlineData("workspace make Shop", "workspace", "workspace create NAME --admin EMAIL")]
    [InlineData("workspace create Shop", "--admin", "EMAIL")]
    [InlineData("workspace create Shop --admin boss", "'boss'", "e-mail")]
    [InlineData("workspace export shop", "which file", "workspace export NAME FILE")]
    [InlineData("workspace import --data x", "which file", "workspace import FILE")]
    [InlineData("workspace import shop.ndjson --admin a@shop.example", "--admin", "workspace create")]
    [InlineData("backup", "where to", "backup TO")]
    [InlineData("restore --data x", "what from", "restore FROM")]
    [InlineData("backup monday tuesday", "'tuesday'", "--help")]
    [InlineData("bakcup monday", "'bakcup'", "backup")]
    [InlineData("health --prot 7071", "'--prot'", "--port")]
    public void What_nobody_would_read_is_refused_with_what_may_have_been_meant(string line, string what, string remedy)
    {
        var message = Assert.Throws<UsageException>(() => Arguments.Check(line.Split(' '))).Message;

        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("demo --contacts 100 --seed 2 --port 0 --data x")]
    [InlineData("--time-lapse --port 7071")]
    [InlineData("--time-lapse true --host 127.0.0.1")]
    [InlineData("--Sandbox:RatePerMinute 600 --ActiveReach:PublicUrl=https://reach.example")]
    [InlineData("--Sandbox:ClickRateByVariant:C 0.5 --ActiveReach:WebhookSecrets:other x --Logging:LogLevel:Default Debug")]
    [InlineData("--ActiveReach:Delivery:Lease 00:01:00 --ActiveReach__Delivery__Window=32")]
    [InlineData("workspace create Shop --admin boss@shop.example --data x")]
    [InlineData("workspace export shop /exports/shop.ndjson --data x")]
    [InlineData("workspace import shop.ndjson --ActiveReach:Store azure --ActiveReach:Store:Queues embedded")]
    [InlineData("backup /backups/monday --data x")]
    [InlineData("restore monday")]
    [InlineData("health --port 7072")]
    public void What_the_contract_has_is_taken(string line) => Arguments.Check(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    public async Task On_the_platform_it_serves_only_under_its_host(string variable)
    {
        var (code, _, errors) = await RunAsync("--port 0", variable);

        Assert.Equal(2, code);
        Assert.Contains(variable, errors, StringComparison.Ordinal);
        Assert.Contains("--functions-uri", errors, StringComparison.Ordinal);
        Assert.Empty(directory.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("demo --help")]
    public async Task Help_tells_every_option_and_starts_nothing(string line)
    {
        var (code, output, errors) = await RunAsync(line);

        Assert.Equal((0, ""), (code, errors));
        foreach (var option in new[] { "demo", "workspace create", "workspace export", "workspace import", "backup", "restore", "health", "--port", "--host", "--data", "--contacts", "--seed", "--time-lapse", "--Section:Key" })
            Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.Empty(directory.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task A_wrong_word_ends_with_one_line_and_exit_code_2()
    {
        var (code, output, errors) = await RunAsync("dmeo");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal("'dmeo' is no word of ActiveReach. Did you mean demo? --help lists what there is.", Assert.Single(Lines(errors)));
    }

    [Fact]
    public async Task Settings_that_cannot_be_meant_end_with_one_line_and_exit_code_2()
    {
        var (code, output, errors) = await RunAsync($"--Sandbox:LatencyMs -1 --ActiveReach:Delivery:Lease 30 --data {directory.FullName}");

        Assert.Equal((2, ""), (code, output));
        var told = Assert.Single(Lines(errors));
        Assert.Contains("ActiveReach__Delivery__Lease is '30'; write a time span from 00:00:05 to 01:00:00", told, StringComparison.Ordinal);
        Assert.Contains("Sandbox__LatencyMs is '-1'; write a whole number of milliseconds from 0 to 600000, or remove it.", told, StringComparison.Ordinal);
        Assert.Empty(directory.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("product.db", "")]
    [InlineData("runtime.db", "")]
    [InlineData("product.db", "workspace create Shop --admin boss@shop.example ")]
    [InlineData("runtime.db", "workspace create Shop --admin boss@shop.example ")]
    [InlineData("product.db", "workspace export shop shop.ndjson ")]
    [InlineData("runtime.db", "workspace import shop.ndjson ")]
    [InlineData("product.db", "demo ")]
    public async Task A_data_directory_of_another_process_is_refused_at_once_on_either_file(string file, string line)
    {
        using var other = SqliteGroupCommit.Database.Open(new SqliteGroupCommit.DatabaseOptions { Path = Path.Combine(directory.FullName, file) });

        var (code, output, errors) = await RunAsync($"{line}--data {directory.FullName}");

        Assert.Equal((2, ""), (code, output));
        var told = Assert.Single(Lines(errors));
        Assert.Contains($"'{directory.FullName}' is in use by another process, which holds {file}. Stop that one, or start with another directory (--data DIR).", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_app_on_the_same_directory_is_refused_while_the_first_serves_on()
    {
        await using var app = await RunningApp.StartAsync(directory: directory.FullName);

        var (code, _, errors) = await RunAsync($"--port 0 --data {directory.FullName}");

        Assert.Equal(2, code);
        Assert.Contains("is in use by another process", Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetJsonAsync("/api/ready")).Status);
    }

    [Fact]
    public async Task A_port_in_use_ends_with_one_line_and_exit_code_2()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, output, errors) = await RunAsync($"--port {port} --data {directory.FullName}");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"Port {port} is in use by another process. Stop that one, or start with another port (--port N; 0 takes any free one).", Assert.Single(Lines(errors)));
    }

    [Fact]
    public async Task The_demo_reads_from_top_to_bottom_in_a_file_and_says_when_it_is_over()
    {
        using var process = Start($"demo --contacts 300 --port 0 --data {directory.FullName}");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3)) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Demo complete: ", StringComparison.Ordinal))
                break;
        }

        process.Kill(entireProcessTree: true);
        var rest = await process.StandardOutput.ReadToEndAsync();

        Assert.StartsWith("Demo complete: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains("clock was moved", lines[^1], StringComparison.Ordinal);
        Assert.Equal("", rest);
        Assert.Contains(lines, line => line.StartsWith("Time-lapse:", StringComparison.Ordinal));
        Assert.DoesNotMatch(new Regex("[\\x00-\\x08\\x0b-\\x1f\\x7f]"), string.Join('\n', lines));
        var times = lines.Select(line => Regex.Match(line, "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")).Where(match => match.Success)
            .Select(match => DateTime.ParseExact(match.Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(times.Count, 4, 100);
        Assert.Equal(times.Order(), times);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Process Start(string line, string? variable = null)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory.FullName };
        foreach (var argument in line.Split(' ').Prepend(Path.Combine(AppContext.BaseDirectory, "ActiveReach.Functions.dll")))
            start.ArgumentList.Add(argument);
        if (variable is not null)
            start.Environment[variable] = "x";
        return Process.Start(start)!;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string line, string? variable = null)
    {
        using var process = Start(line, variable);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await errors);
    }
}
