namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>Takes the head of a file, then has no more space.</summary>
internal sealed class FullDisk(string path) : Stream
{
    /// <summary>ENOSPC.</summary>
    public const int NoSpaceLeft = 28;

    private readonly FileStream _file = File.Create(path);
    private int _writes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position { get => _file.Position; set => _file.Position = value; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_writes++ > 0)
            throw new IOException("No space left on device", NoSpaceLeft);
        _file.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        Write(buffer.AsSpan(offset, count));

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
