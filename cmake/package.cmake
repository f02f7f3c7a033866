# SPDX-License-Identifier: Apache-2.0
# What is installed where, and the Debian package made of it: cmake --workflow --preset deb. See docs/package.md.
include(GNUInstallDirs)
set(SENT_DATA ${CMAKE_INSTALL_DATADIR}/sent-source-data)
set(SENT_DOC ${CMAKE_INSTALL_DATADIR}/doc/sent-source-data)

install(TARGETS sent-source-data RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${SENT_MANUAL}/sent-source-data.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${SENT_MANUAL}/sent-source-data.toml.5.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES ${SENT_MANUAL}/sent-source-data.bash RENAME sent-source-data
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${SENT_MANUAL}/_sent-source-data DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(DIRECTORY sql DESTINATION ${SENT_DATA})
install(DIRECTORY config/tracking-plan DESTINATION ${SENT_DATA})
install(FILES config/sent-source-data.example.toml RENAME sent-source-data.toml DESTINATION ${SENT_DOC}/examples)
install(FILES deploy/systemd/textfile-collector.conf DESTINATION ${SENT_DOC}/examples)

# Each by its name: a folder that a pattern does not find would leave the package without them, and without a word.
set(SENT_UNITS ${CMAKE_SOURCE_DIR}/deploy/systemd)
# The units name /usr/bin/sent-source-data: with another prefix they would start another program.
install(CODE "
  if(CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
    file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system\" TYPE FILE FILES
      [==[${SENT_UNITS}/sent-source-data.service]==] [==[${SENT_UNITS}/sent-source-data@.service]==]
      [==[${SENT_UNITS}/sent-source-data.timer]==])
  endif()")

# If you build the package for others, set your own name and address.
set(SENT_MAINTAINER "sent-source-data maintainers <maintainers@sent-source-data.invalid>" CACHE STRING
  "maintainer of the Debian package, as NAME <ADDRESS>")
set(SENT_PACKAGE_REVISION 1 CACHE STRING "revision of the Debian package for this version")
# A package is for one system, whose libraries it depends on; that of a newer system is the newer package.
sent_of_system(PACKAGE_MARK SENT_PACKAGE_MARK)
sent_of_system(CODENAME SENT_CODENAME)
sent_of_system(DATA_PACKAGES SENT_DATA_PACKAGES)

# Debian's own files in the package.
set(SENT_DEBIAN ${CMAKE_BINARY_DIR}/debian)
string(TIMESTAMP SENT_PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(deploy/debian/changelog.in ${SENT_DEBIAN}/changelog @ONLY)
function(sent_compressed source name)
  add_custom_command(OUTPUT ${SENT_DEBIAN}/${name} DEPENDS ${source} VERBATIM
    COMMAND sh -c "${GZIP} -9nc \"$1\" >\"$2\"" gzip ${source} ${SENT_DEBIAN}/${name})
  install(FILES ${SENT_DEBIAN}/${name} DESTINATION ${SENT_DOC})
endfunction()
sent_compressed(${CMAKE_SOURCE_DIR}/CHANGELOG.md changelog.gz)
sent_compressed(${SENT_DEBIAN}/changelog changelog.Debian.gz)
add_custom_target(changelogs DEPENDS ${SENT_DEBIAN}/changelog.gz ${SENT_DEBIAN}/changelog.Debian.gz)
add_dependencies(manual changelogs)
install(FILES deploy/debian/copyright DESTINATION ${SENT_DOC})

# Made of what is installed, stripped or not, and of the packages on this machine.
sent_of_system(HEADER_PACKAGES SENT_HEADER_PACKAGES)
if(SENT_HEADER_PACKAGES)
  install(CODE "
    execute_process(COMMAND python3 [==[${CMAKE_SOURCE_DIR}/deploy/sbom]==]
      \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/sent-source-data\"
      ${PROJECT_VERSION} ${SENT_HEADER_PACKAGES} ${SENT_DATA_PACKAGES}
      OUTPUT_FILE [==[${CMAKE_BINARY_DIR}/sbom.spdx.json]==] COMMAND_ERROR_IS_FATAL ANY)
    file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${SENT_DOC}\" TYPE FILE
      FILES [==[${CMAKE_BINARY_DIR}/sbom.spdx.json]==])")
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT ${SENT_MAINTAINER})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${SENT_PACKAGE_REVISION}${SENT_PACKAGE_MARK})
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
string(REPLACE " " ", " CPACK_DEBIAN_PACKAGE_DEPENDS "${SENT_DATA_PACKAGES}")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, systemd")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/deploy/debian/postinst
  ${CMAKE_SOURCE_DIR}/deploy/debian/prerm)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "daily usage events of sources for product analytics")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Once a day, it reads the counters of sources from PostgreSQL. For each source
that had data that day and each user connected to it, it sends one Sent Source
Data event to a Segment-compatible HTTP API. It keeps a ledger in PostgreSQL
of what it delivered, and runs from a systemd timer, from cron or by hand.")
# Folders are made with the umask of whoever packs.
file(WRITE ${CMAKE_BINARY_DIR}/open_folders.cmake
  "execute_process(COMMAND find \"\${CPACK_TEMPORARY_DIRECTORY}\" -type d -exec chmod 755 {} +
  COMMAND_ERROR_IS_FATAL ANY)\n")
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_BINARY_DIR}/open_folders.cmake)
include(CPack)
