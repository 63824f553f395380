using System.Text;
using ActiveReach.Audiences.Imports;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Audiences.Files;

/// <summary>Files of CSV as people's tools write them. Each is read to its end; a row is its line and its cells.</summary>
public sealed class CsvFileTests
{
    /// <summary>What it is, the file, and its rows behind the header: <c>line:cell|cell</c>.</summary>
    public static TheoryData<string, string, string[]> Files => new()
    {
        { "commas, quotes and line breaks in quotes", "email,city\na@x.example,\"b,\"\"c\"\"\nd\"\n", ["2:a@x.example|b,\"c\"\nd"] },
        { "CRLF", "email,city\r\na@x.example,Pune\r\n", ["2:a@x.example|Pune"] },
        { "CR alone, as old spreadsheets for the Mac wrote", "email,city\ra@x.example,Pune\rb@x.example,Goa", ["2:a@x.example|Pune", "3:b@x.example|Goa"] },
        { "CRLF and CR in quotes stay in the text and count as lines", "email,city\na@x.example,\"x\r\ny\rz\"\nb@x.example,\n", ["2:a@x.example|x\r\ny\rz", "5:b@x.example|"] },
        { "mixed line ends and blank lines", "email,city\r\n\na@x.example,\n\r\n\rb@x.example,Goa", ["3:a@x.example|", "6:b@x.example|Goa"] },
        { "no line end at the end", "email\na@x.example", ["2:a@x.example"] },
        { "a quotation mark in a plain cell is a character", "email,custom.size\na@x.example,5\" screws\nb@x.example,6\"\n", ["2:a@x.example|5\" screws", "3:b@x.example|6\""] },
        { "spaces around quoted cells", "email, city\na@x.example, \"Pune, MH\" ,\n", ["2:a@x.example|Pune, MH|"] },
        { "an empty quoted cell", "email,city\n\"\",\"Pune\"\n", ["2:|Pune"] },
        { "a quoted cell of nothing but a quotation mark", "email,city\na@x.example,\"\"\"\"\n", ["2:a@x.example|\""] },
        { "semicolons, as spreadsheets write where the comma is decimal", "email;city;lat;lon\na@x.example;Köln, DE;50,9;6,9\n", ["2:a@x.example|Köln, DE|50,9|6,9"] },
        { "tabs", "email\tcity\na@x.example\tPune; MH\n", ["2:a@x.example|Pune; MH"] },
        { "bars", "email|city\na@x.example|Pune, MH\n", ["2:a@x.example|Pune, MH"] },
        { "sep= says semicolon", "sep=;\r\nemail;city\r\na@x.example;Pune\r\n", ["3:a@x.example|Pune"] },
        { "sep= in quotes says tab", "\"sep=\t\"\nemail\tcity\na@x.example\tPune\n", ["3:a@x.example|Pune"] },
        { "a header whose name has the other separator", "email;\"Name; first, last\";city\na@x.example;x;y\n", ["2:a@x.example|x|y"] },
        { "a single column", "email\na@x.example\nb@x.example\n", ["2:a@x.example", "3:b@x.example"] },
        { "trailing separators", "email,city,,\na@x.example,Pune,,\n", ["2:a@x.example|Pune||"] },
        { "a short row", "email,city,country\na@x.example\n", ["2:a@x.example"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_read_as_its_tool_meant_it(string what, string file, string[] rows) => Assert.Equal((what, string.Join('\n', rows)), (what, Read(Encoding.UTF8.GetBytes(file))));

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void Unicode_is_recognised_with_and_without_its_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("2:zoë@x.example|Köln|日本", Read([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("email,city,tags\nzoë@x.example,Köln,日本\n")]));
    }

    [Fact]
    public void An_older_code_page_is_read_when_it_is_named() =>
        Assert.Equal("2:a@x.example|Köln €", Read([.. "email,city\na@x.example,K"u8, 0xF6, .. "ln "u8, 0x80], new ImportFile { Charset = "windows-1252" }));

    [Theory]
    [InlineData("email,city\na@x.example,\"Pune\n", "truncated", "line 2, column 2")]
    [InlineData("email,city\na@x.example,x\0y\n", "wrong_encoding", "Line 2")]
    [InlineData("email,city\na@x.example,\"x\0y\"\n", "wrong_encoding", "Line 2")]
    public void A_damaged_file_is_refused_by_its_place(string file, string code, string place)
    {
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => Read(Encoding.UTF8.GetBytes(file))).Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_both_remedies()
    {
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => Read([.. "email,city\na@x.example,K"u8, 0xF6, .. "ln\n"u8])).Problems);
        Assert.Equal("wrong_encoding", problem.Code);
        Assert.Contains("UTF-8", problem.Message, StringComparison.Ordinal);
        Assert.Contains("charset=windows-1252", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>One quotation mark that isn't doubled spoils its row, and the file goes on behind it.</summary>
    [Theory]
    [InlineData("a@x.example,\"say \"hi\" twice\"", 1)]
    [InlineData("a@x.example,\"never closed\nc@x.example,\"Pune\"", 2)]
    public void A_row_with_a_stray_quotation_mark_is_broken_alone(string row, int lines)
    {
        using var rows = ImportFile.Csv.Open(new MemoryStream(Encoding.UTF8.GetBytes($"email,city\n{row}\nb@x.example,Goa\n")));
        Assert.True(rows.Read() && rows.Read());
        Assert.True(rows.Text.IsBroken);
        Assert.Contains("column 2", rows.Text.Characters.ToString(), StringComparison.Ordinal);
        Assert.Contains("double each quotation mark", rows.Text.Characters.ToString(), StringComparison.Ordinal);
        Assert.True(rows.Read());
        Assert.Equal((2L + lines, "b@x.example"), (rows.Line, rows.Text[0].ToString()));
    }

    [Fact]
    public void A_row_of_nothing_but_separators_costs_no_memory()
    {
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => Read(Encoding.UTF8.GetBytes("email\n" + new string(',', 1_000_000)))).Problems);
        Assert.Equal("too_long", problem.Code);
    }

    [Fact]
    public void Rows_do_not_depend_on_where_the_buffer_ends()
    {
        var cell = new string('x', 700);
        var file = new StringBuilder("email,city\r\n");
        for (var row = 0; row < 200; row++)
            file.Append($"{row}@x.example,\"{cell[..(row * 3)]}\"\"\r\n\"\r\n");
        var expected = Enumerable.Range(0, 200).Select(row => $"{row * 2 + 2}:{row}@x.example|{cell[..(row * 3)]}\"\r\n");
        Assert.Equal(string.Join('\n', expected), Read(Encoding.UTF8.GetBytes(file.ToString())));
    }

    private static string Read(byte[] file, ImportFile? told = null)
    {
        using var rows = (told ?? ImportFile.Csv).Open(new MemoryStream(file));
        var read = new List<string>();
        for (rows.Read(); rows.Read();)
            read.Add($"{rows.Line}:{string.Join('|', Enumerable.Range(0, rows.Text.Count).Select(index => rows.Text[index].ToString()))}");
        return string.Join('\n', read);
    }
}
