"""LibreOffice as the judge of what we write: it opens a document, accepts or rejects all changes, saves it."""

import subprocess
from pathlib import Path

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Judge" script:language="StarBasic">
Function Named(key, content)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = key
  made.Value = content
  Named = made
End Function
Sub Store(source, command, target)
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, Array(Named("Hidden", True)))
  If command &lt;&gt; "" Then
    helper = CreateUnoService("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  End If
  document.storeToURL(ConvertToURL(target), Array(Named("FilterName", "MS Word 2007 XML")))
  document.close(True)
End Sub
Sub Judge(folder)
  found = Dir(folder &amp; "/*.docx")
  Do While found &lt;&gt; ""
    list = list &amp; found &amp; "|"
    found = Dir()
  Loop
  For Each file In Split(list, "|")
    If file &lt;&gt; "" Then
      Store(folder &amp; "/" &amp; file, "", folder &amp; "/saved/" &amp; file)
      Store(folder &amp; "/" &amp; file, ".uno:AcceptAllTrackedChanges", folder &amp; "/accepted/" &amp; file)
      Store(folder &amp; "/" &amp; file, ".uno:RejectAllTrackedChanges", folder &amp; "/rejected/" &amp; file)
    End If
  Next
  StarDesktop.terminate()
End Sub
</script:module>
"""
OUTCOMES = ("saved", "accepted", "rejected")
PATIENCE = 300
"""Seconds after which LibreOffice is stuck."""


class Office:
    """One profile of LibreOffice; the macro goes into it once it exists, since the first start overwrites it."""

    def __init__(self, program: str, profile: Path) -> None:
        self._program, self._profile = program, profile
        self._run("--terminate_after_init")
        library = profile / "user" / "basic" / "Standard"
        index = library / "script.xlb"
        listed = index.read_text(encoding="utf-8")
        entry = '<library:element library:name="Judge"/>\n</library:library>'
        index.write_text(listed.replace("</library:library>", entry), encoding="utf-8")
        (library / "Judge.xba").write_text(MODULE, encoding="utf-8")

    def judge(self, folder: Path) -> None:
        """Save every DOCX file of ``folder`` as it is, with all changes accepted, and with all rejected."""
        for name in OUTCOMES:
            (folder / name).mkdir()
        self._run(f'macro:///Standard.Judge.Judge("{folder}")')

    def text(self, content: bytes, folder: Path) -> list[str]:
        """The lines of a document as plain text, with the numbers that are printed before them."""
        (folder / "shown.docx").write_bytes(content)
        self._run("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(folder / "shown.docx"))
        return (folder / "shown.txt").read_text(encoding="utf-8-sig").splitlines()

    def _run(self, *arguments: str) -> None:
        command = [self._program, "--headless", f"-env:UserInstallation={self._profile.as_uri()}", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
