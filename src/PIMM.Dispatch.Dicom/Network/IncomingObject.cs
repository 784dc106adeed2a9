using System.Buffers;
using Microsoft.Win32.SafeHandles;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// One object on its way to disk: a Part 10 file under a name of our own, so that memory does not grow with
/// the object. A write that fails makes it refuse; the rest is then taken and forgotten.
/// </summary>
internal sealed class IncomingObject : IByteSink, IDisposable
{
    private const int BufferLength = 64 * 1024;

    // Of a CT image's half megabyte, half is on its way to the disk when the last byte arrives.
    private const int WritebackLength = 256 * 1024;

    private Stream? _file;
    private SafeFileHandle? _handle;
    private byte[]? _buffer;
    private long _fileLength;
    private long _begun;
    private int _buffered;

    public IncomingObject(string path, FileMeta meta, Func<string, Stream> open)
    {
        Path = path;
        Meta = meta;
        try
        {
            _file = open(path);
            _handle = (_file as FileStream)?.SafeFileHandle;
            _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
            _file.Write(Part10.WriteMeta(meta).Span);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Refuse(fault);
        }
    }

    public string Path { get; }

    public FileMeta Meta { get; }

    public long Length { get; private set; }

    /// <summary>Set once the object can't be stored any more.</summary>
    public DicomStatus? Refusal { get; private set; }

    public static Stream OpenFile(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty && _buffer is not null)
        {
            // A full stretch goes out without being copied first.
            if (_buffered == 0 && bytes.Length >= BufferLength)
            {
                Put(bytes);
                return;
            }
            var count = Math.Min(bytes.Length, BufferLength - _buffered);
            bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            bytes = bytes[count..];
            if (_buffered == BufferLength)
                Flush();
        }
    }

    /// <summary>Ends the file. Not yet durable: that is the keeper's part.</summary>
    public void Complete()
    {
        Flush();
        CloseFile();
    }

    /// <summary>Removes the file, unless its keeper has moved it.</summary>
    public void Dispose() => Remove();

    private void Flush()
    {
        if (_buffered > 0)
            Put(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file?.Write(bytes);
            _fileLength += bytes.Length;
            if (_handle is not null && _fileLength - _begun >= WritebackLength)
            {
                EarlyWriteback.Begin(_handle, _begun, _fileLength - _begun);
                _begun = _fileLength;
            }
        }
        catch (IOException fault)
        {
            Refuse(fault);
        }
    }

    private void Refuse(Exception fault)
    {
        Refusal = DicomStatus.OfFault(fault);
        // At once, not at the end of the message: others need the space.
        Remove();
    }

    private void Remove()
    {
        CloseFile();
        try
        {
            File.Delete(Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A leftover in the incoming folder; StudyStore empties that when it opens.
            Refusal ??= DicomStatus.OfFault(fault);
        }
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
        _handle = null;
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _buffered = 0;
    }
}
